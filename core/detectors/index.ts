// Every detector, in order of id; a new one adds its line here.

import type { Detector } from "../engine/detector.ts";
import dormantAccount from "./dormant-account/detector.ts";

export const detectors: readonly Detector[] = [dormantAccount];
