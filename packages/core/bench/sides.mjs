import { pathToFileURL } from 'node:url'
import { startWorker } from './processes.mjs'

/** WebIO, or the same work without it. @typedef {'webio' | 'bare'} SideName */

/**
 * A server and its client.
 *
 * @typedef {object} Side
 * @property {import('./processes.mjs').Worker} server
 * @property {import('./processes.mjs').Worker} client
 * @property {string} url the URL of the server
 * @property {() => Promise<void>} stop
 */

/**
 * @param {SideName} name
 * @param {{ execArgv?: string[], args?: string[], checkout?: string | undefined }} [options] `execArgv`: options of node for the server; `args`: its own
 * arguments; `checkout`: the folder of another checkout of this repository, whose bench and whose WebIO are used instead of these
 * @returns {Promise<Side>}
 */
export async function startSide(name, { execArgv = [], args = [], checkout } = {}) {
  const folder = checkout ? new URL('packages/core/bench/', pathToFileURL(`${checkout}/`)) : import.meta.url
  const server = startWorker(new URL(`${name}/server.mjs`, folder), { execArgv, args })
  const client = startWorker(new URL(`${name}/client.mjs`, folder))
  return {
    server,
    client,
    url: await server.call('url'),
    stop: async () => void (await Promise.all([server.stop(), client.stop()])),
  }
}
