// The tenant of this installation.

/** Until an installation serves several there is one: the demonstration county's code, which GB/T 2260 does not use. */
export const TENANT = "999901";
