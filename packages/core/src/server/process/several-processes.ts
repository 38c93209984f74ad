import cluster from 'node:cluster'
import process from 'node:process'

/** What the log says if a page asks for a session that another process may have. */
export const SESSION_MISSING_HERE =
  '[webio] a page came back, but its session is not in this process. node:cluster or pm2 runs several processes of this program, and each ' +
  'has its own sessions. Give all of them the options `cluster` and `cluster_secret`, so that any of them can serve any page.'

/**
 * Tells whether this process is one of several of the same program, as far as node:cluster and pm2 let it know. pm2 numbers the processes of a program
 * from 0, so its first process cannot know whether there are more.
 */
export const isOneOfSeveral = (): boolean =>
  cluster.isWorker || Number(process.env['NODE_APP_INSTANCE'] ?? 0) > 0
