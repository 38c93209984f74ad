import { notFound } from '../messages'
import { sayOnce } from './hub'
import { pollThroughFetch } from './poll-through-fetch'
import type { SocketWay } from './socket-way'

/** Long-polling through the route itself: slower, but it uses only what Next guarantees. */
export const pollingWay: SocketWay = {
  async answer({ hub, site, request }) {
    const handler = site.route?.handler
    if (!handler) return null
    const isPolling = new URL(request.url).searchParams.get('transport') === 'polling'
    // A page that learns that there is no WebSocket tries long-polling next.
    if (!isPolling) return new Response(null, { status: 426 })
    sayOnce(hub, notFound([...hub.turnedDown]))
    return pollThroughFetch(request, handler)
  },
}
