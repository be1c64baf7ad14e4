import type { TSchema } from 'typebox';
import { assessment, check, odds, route } from './assessment.ts';
import { bilingual, citation, money } from './basics.ts';
import { call, callRecording, recordingConsent } from './call.ts';
import { caseDetail, caseRow, exhibit, message, timelineEntry } from './case.ts';
import { claimInput, claimItem } from './claim.ts';
import { contactDecision, lawRefusal, limitation, position, traceStep } from './law.ts';
import { address, party } from './party.ts';

/** Schemas that stand under their own name in openapi.json; everything that contains one refers to it. */
export const named: Readonly<Record<string, TSchema>> = {
  Bilingual: bilingual,
  Citation: citation,
  Money: money,
  Address: address,
  Party: party,
  ClaimItem: claimItem,
  Claim: claimInput,
  TraceStep: traceStep,
  Limitation: limitation,
  LawRefusal: lawRefusal,
  Position: position,
  ContactDecision: contactDecision,
  Check: check,
  Odds: odds,
  Route: route,
  Assessment: assessment,
  CaseRow: caseRow,
  CaseDetail: caseDetail,
  TimelineEntry: timelineEntry,
  Exhibit: exhibit,
  Message: message,
  RecordingConsent: recordingConsent,
  CallRecording: callRecording,
  Call: call,
};
