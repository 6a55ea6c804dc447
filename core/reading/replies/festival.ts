// The first day of the Spring Festival of each year, a calendar fact; unknown outside the table.

const FIRST_DAYS: Readonly<Record<number, string>> = {
  2008: "02-07",
  2009: "01-26",
  2010: "02-14",
  2011: "02-03",
  2012: "01-23",
  2013: "02-10",
  2014: "01-31",
  2015: "02-19",
  2016: "02-08",
  2017: "01-28",
  2018: "02-16",
  2019: "02-05",
  2020: "01-25",
  2021: "02-12",
  2022: "02-01",
  2023: "01-22",
  2024: "02-10",
  2025: "01-29",
  2026: "02-17",
  2027: "02-06",
  2028: "01-26",
  2029: "02-13",
  2030: "02-03",
};

/** 正月初一 of a year as YYYY-MM-DD. */
export function springFestival(year: number): string | undefined {
  const day = FIRST_DAYS[year];
  return day === undefined ? undefined : `${year}-${day}`;
}
