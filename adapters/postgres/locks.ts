/** Advisory locks of this application, all named here: two parts that pick the same number wait for each other for ever. */
export const locks = {
  /** One process migrates, the others wait. */
  migrations: 7_118_834_902,
  /** Who founds the installation looks for accounts and adds the first one under this lock. */
  accounts: 7_118_834_903,
  /** The one sequencer of the log holds it as long as it leads. */
  sequencer: 7_118_834_904,
} as const;
