export default (): never => {
  throw new Error('nobody expected this');
};
