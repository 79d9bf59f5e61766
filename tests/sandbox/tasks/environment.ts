export default (): string[] => Object.keys(process.env);
