/** `@webio/core/server`: serves applications, on a stand-alone server or inside an existing one. Node only. */
export { start_server } from './start-server'
export { path_deploy } from './deploy/path-deploy'
export { webio_handler } from './handler'
export { config } from './options/app-config'
export { PostgresClusterBus } from './cluster/postgres-cluster-bus'
export { RedisClusterBus } from './cluster/redis-cluster-bus'
export { FileJournalStore } from './durable/file-journal-store'
export { PostgresJournalStore } from './durable/postgres-journal-store'
export { RedisJournalStore } from './durable/redis-journal-store'
export { ClaimLostError, DamagedJournalError } from '../engine/durable/journal-store'

export type {
  ClusterBus,
  DirectorySession,
  NodeInfo,
  SessionDirectory,
  SessionFilter,
} from '../engine/cluster/cluster-bus'
export type { ClusterOption } from './options/cluster-option'
export type { PostgresClusterBusOptions } from './cluster/postgres-cluster-bus'
export type { RedisClusterBusOptions } from './cluster/redis-cluster-bus'
export type { Applications, TaskFunction, TaskParams } from '../engine/tasks/applications'
export type {
  JournalClaim,
  JournalEntry,
  JournalStore,
  NewStoredSession,
  StoredSession,
  StoredSessionFilter,
} from '../engine/durable/journal-store'
export type { FileJournalStoreOptions } from './durable/file-journal-store'
export type { PostgresJournalStoreOptions, PostgresPool } from './durable/postgres-journal-store'
export type { RedisJournalStoreOptions } from './durable/redis-journal-store'
export type { RedisClient } from './durable/redis-connection'
export type { LogFields, Logger } from '../engine/logger'
export type { SessionInfo, SessionRequest, UserAgent } from '../engine/session-info'
export type { AppConfig, AppManifest } from './options/app-config'
export type { DurableConfig } from './options/durable-config'
export type { Authorize, AuthorizeRequest } from './options/authorize'
export type { CloseOptions } from './close-options'
export type { FirstPaintOptions } from './first-paint'
export type { FirstPaint } from '../protocol/first-paint'
export type { WebIOHandler } from './handler'
export type { FetchClient, FetchHandler } from './fetch'
export type { TrustProxyOption } from './info/trust-proxy'
export type { Middleware } from './http/node-listener'
export type { LiveSession } from './live-session'
export type { HandlerOptions, PathDeployOptions, ServerOptions, TransportName } from './options/options'
export type { RemoteAccess, RemoteAccessOptions } from './remote/relay'
export type { WebIOServer } from './serve'
