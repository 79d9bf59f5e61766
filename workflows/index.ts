// The bundle's entry: workflows only.
export { assignmentWorkflow } from './assignment.workflow.ts';
export { noticesWorkflow } from './notices.workflow.ts';
export { planWorkflow } from './plan.workflow.ts';
