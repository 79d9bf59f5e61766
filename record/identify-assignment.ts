// The names of assignments: from what they are, so that the same one is never begun twice.
import { v5 as uuidv5 } from 'uuid';

const ASSIGNMENT_NAMESPACE = '6f0f2c52-0f7e-5d3b-9d0a-7b1b7a0c3f11';

/** assignmentId = UUIDv5 of plan, row, unit at launch and generation: the same row, unit and generation are the same assignment for ever. */
export const identifyAssignment = (planId: string, rowId: string, unitId: string, generation: number): string =>
  uuidv5(JSON.stringify([planId, rowId, unitId, generation]), ASSIGNMENT_NAMESPACE);

/** One that a decision has added under another: its own kind of name, so that no launch can meet it. */
export const identifyChild = (planId: string, rowId: string, parent: string, unitId: string, nth: number): string =>
  uuidv5(JSON.stringify(['under', planId, rowId, parent, unitId, nth]), ASSIGNMENT_NAMESPACE);
