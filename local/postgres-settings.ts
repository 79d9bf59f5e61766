// What a PostgreSQL server of ours is told at its start.

export interface Settings {
  port: number;
  socketFolder: string;
  durable: boolean;
}

/** For a small machine. Given on the command line, so that the data folder holds no setting that could be out of date. */
export function serverSettings({ socketFolder, port, durable }: Settings): string[] {
  const set = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: `"${socketFolder}"`,
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    shared_buffers: '128MB',
    effective_cache_size: '1GB',
    max_wal_size: '1GB',
    max_parallel_workers_per_gather: '0',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_min_duration_statement: '2000',
    log_parameter_max_length: '0', // values may be people's texts, and logs are read by others than the database
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: 'on',
  };
  return Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
