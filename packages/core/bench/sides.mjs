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
 * @param {{ execArgv?: string[] }} [options] options for the server
 * @returns {Promise<Side>}
 */
export async function startSide(name, options) {
  const server = startWorker(new URL(`${name}/server.mjs`, import.meta.url), options)
  const client = startWorker(new URL(`${name}/client.mjs`, import.meta.url))
  return {
    server,
    client,
    url: await server.call('url'),
    stop: async () => void (await Promise.all([server.stop(), client.stop()])),
  }
}
