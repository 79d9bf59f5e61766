// The bundle's entry: workflows only.
export { assignmentWorkflow } from './assignment.workflow.ts';
export { planWorkflow } from './plan.workflow.ts';
