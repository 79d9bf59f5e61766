export default (input: unknown): unknown => input;
