// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Keeps nothing and holds no money: the event in the receipt is the proof that a digest existed when its block did.
contract CheckpointAnchor {
    event Anchored(bytes32 indexed digest, address indexed by);

    function anchor(bytes32 digest) external {
        emit Anchored(digest, msg.sender);
    }
}
