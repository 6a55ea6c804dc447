// Every detector, in order of id; a new one adds its line here.

import type { Detector } from "../engine/detector.ts";
import ackFlood from "./ack-flood/detector.ts";
import batchReplies from "./batch-replies/detector.ts";
import checkIn from "./check-in/detector.ts";
import copiedPosts from "./copied-posts/detector.ts";
import disputedClosure from "./disputed-closure/detector.ts";
import dormantAccount from "./dormant-account/detector.ts";
import dormantGroup from "./dormant-group/detector.ts";
import duplicateAccount from "./duplicate-account/detector.ts";
import duplicateApp from "./duplicate-app/detector.ts";
import duplicateGroup from "./duplicate-group/detector.ts";
import excessTraces from "./excess-traces/detector.ts";
import fillerFreshness from "./filler-freshness/detector.ts";
import forcedInstall from "./forced-install/detector.ts";
import forcedLikesAndForwards from "./forced-likes-and-forwards/detector.ts";
import forwardedWithoutReceiver from "./forwarded-without-receiver/detector.ts";
import hollowReply from "./hollow-reply/detector.ts";
import implausibleClosure from "./implausible-closure/detector.ts";
import irregularAccount from "./irregular-account/detector.ts";
import lateOrder from "./late-order/detector.ts";
import leaderCentredAccount from "./leader-centred-account/detector.ts";
import mixedPurposeGroup from "./mixed-purpose-group/detector.ts";
import movedCommitment from "./moved-commitment/detector.ts";
import offTopicMessages from "./off-topic-messages/detector.ts";
import offTopicReply from "./off-topic-reply/detector.ts";
import overdueCommitment from "./overdue-commitment/detector.ts";
import overdueReply from "./overdue-reply/detector.ts";
import overloadedGroup from "./overloaded-group/detector.ts";
import pastedReply from "./pasted-reply/detector.ts";
import placeNameResidue from "./place-name-residue/detector.ts";
import pointsRanking from "./points-ranking/detector.ts";
import praiseBurst from "./praise-burst/detector.ts";
import reusedPhoto from "./reused-photo/detector.ts";
import rollCall from "./roll-call/detector.ts";
import saturatedRatings from "./saturated-ratings/detector.ts";
import shellAccount from "./shell-account/detector.ts";
import timeOnline from "./time-online/detector.ts";
import unansweredRequest from "./unanswered-request/detector.ts";
import uncoveredAsks from "./uncovered-asks/detector.ts";
import unfiledApp from "./unfiled-app/detector.ts";

export const detectors: readonly Detector[] = [
  ackFlood,
  batchReplies,
  checkIn,
  copiedPosts,
  disputedClosure,
  dormantAccount,
  dormantGroup,
  duplicateAccount,
  duplicateApp,
  duplicateGroup,
  excessTraces,
  fillerFreshness,
  forcedInstall,
  forcedLikesAndForwards,
  forwardedWithoutReceiver,
  hollowReply,
  implausibleClosure,
  irregularAccount,
  lateOrder,
  leaderCentredAccount,
  mixedPurposeGroup,
  movedCommitment,
  offTopicMessages,
  offTopicReply,
  overdueCommitment,
  overdueReply,
  overloadedGroup,
  pastedReply,
  placeNameResidue,
  pointsRanking,
  praiseBurst,
  reusedPhoto,
  rollCall,
  saturatedRatings,
  shellAccount,
  timeOnline,
  unansweredRequest,
  uncoveredAsks,
  unfiledApp,
];
