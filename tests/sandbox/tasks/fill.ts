export default (what: unknown): never => {
  const held: unknown[] = [];
  for (let size = 0; ; size += 1)
    held.push(what === 'buffers' ? Buffer.alloc(1 << 20, 1) : [...`${size}`.repeat(10_000)]);
};
