import type { Host } from './hosts'
import {
  balancedByNginx,
  behindNginx,
  elsewhere,
  example,
  fileServed,
  folderServed,
  handlerBehindNginx,
  plainPage,
  viteSite,
} from './hosts'

/**
 * Servers to visit with a browser, each in a separate process. docs/hosting.md has the same table; a test
 * compares them.
 */
export interface HostRow {
  /** The name in the README. */
  readonly name: string
  readonly start: () => Promise<Host>
  /** The transport of the page, if a WebSocket cannot connect. */
  readonly transport?: 'polling'
}

/** Servers, and pages of other kinds. */
export const HOSTS: readonly HostRow[] = [
  { name: '`webio FILE`', start: fileServed },
  { name: '`webio FOLDER`', start: folderServed },
  { name: 'plain `http`', start: () => example('http') },
  { name: 'Express', start: () => example('express') },
  { name: 'Fastify', start: () => example('fastify') },
  { name: 'Koa', start: () => example('koa') },
  { name: 'Hono', start: () => example('hono') },
  { name: 'a page on another host', start: elsewhere },
  { name: 'a page without React', start: plainPage },
  { name: 'a Vite site', start: viteSite },
]

/** The same servers behind nginx, with the configuration of docs/hosting.md. */
export const BEHIND_NGINX: readonly HostRow[] = [
  { name: 'nginx at the root', start: () => behindNginx({ location: '/' }) },
  { name: 'nginx under a path that it strips', start: () => behindNginx({}) },
  { name: 'nginx in front of a handler in another server', start: handlerBehindNginx },
  { name: 'nginx in front of two processes', start: balancedByNginx },
  { name: 'nginx with TLS', start: () => behindNginx({ tls: true }) },
  {
    name: 'nginx that does not forward upgrades',
    start: () => behindNginx({ upgrades: false }),
    transport: 'polling',
  },
]
