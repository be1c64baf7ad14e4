/**
 * The policy under which the embedded authority stamps (an arc of ITU-T X.667 from a random UUID). A token with it comes
 * from the platform itself, for trying out: whoever runs the platform can set its clock.
 */
export const trialPolicy = '2.25.209812375513394847120368187459236540971';
export const trialName = 'Quittance embedded TSA (trial, not independent)';
/** Its name among the authorities. What it stamps never counts as anchored outside. */
export const trialAuthority = 'embedded';
