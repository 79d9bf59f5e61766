throw new Error('nobody expected this');

export {};
