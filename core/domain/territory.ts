// How a place is written: a country, or a country and its own code of a province, city or county.

/** `CN`, `CN-43`, `CN-430121`, `US-MD`. */
export const TERRITORY = /^[A-Z]{2}(?:-[A-Z0-9]{1,12})?$/;
