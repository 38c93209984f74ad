import { notFound } from '../messages'
import { sayOnce } from './hub'
import { pollThroughFetch } from './poll-through-fetch'
import type { SocketWay } from './socket-way'

/** Long-polling through the route itself: slower, but by nothing that Next does not promise. */
export const pollingWay: SocketWay = {
  async answer({ hub, site, request }) {
    const handler = site.route?.handler
    if (!handler) return null
    const isPolling = new URL(request.url).searchParams.get('transport') === 'polling'
    // Which a page tries next, once it hears that there is no WebSocket.
    if (!isPolling) return new Response(null, { status: 426 })
    sayOnce(hub, notFound([...hub.turnedDown]))
    return pollThroughFetch(request, handler)
  },
}
