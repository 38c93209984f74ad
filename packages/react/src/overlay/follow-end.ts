import { POPUPS_ID, ROOT_ID } from '@webio/core/protocol'
import type { ScrollingBox } from '../dom/end-follower'
import { EndFollower, NEAR_PX } from '../dom/end-follower'
import { inNextFrame } from '../dom/frame-scheduler'
import { likesMotion } from '../dom/likes-motion'
import { scrollToElement } from '../dom/scroll-to-element'
import type { ShownSession } from '../session/shown-session'

/**
 * Scrolls to the end whenever something is added to ROOT itself.
 * @returns a function that ends it
 */
export function followEnd(shown: ShownSession, isFixedHeight: boolean): () => void {
  const follower = new EndFollower(boxOf(shown, isFixedHeight), false)
  let known = lastIn(shown)
  let others = stampOfOtherScopes(shown)
  const unwatch = watchSize(shown, () => {
    if (stampOfOtherScopes(shown) === others) follower.resized()
  })
  const go = (): void => {
    others = stampOfOtherScopes(shown)
    follower.go()
  }
  const scrolled = (): void => follower.scrolled()
  const { ownerDocument } = shown.elements.get(ROOT_ID) ?? { ownerDocument: document }
  ownerDocument.addEventListener('scroll', scrolled, { capture: true, passive: true })
  // Outputs that arrived with the setting count too.
  if (known !== undefined) inNextFrame(go)
  const unsubscribe = shown.session.subscribe(ROOT_ID, () => {
    const last = lastIn(shown)
    if (last !== undefined && last !== known) inNextFrame(go)
    known = last
  })
  return () => {
    unsubscribe()
    unwatch()
    ownerDocument.removeEventListener('scroll', scrolled, { capture: true })
  }
}

/** Calls `resized` when the size of ROOT or of something in it changes. Returns a function that stops that. */
function watchSize(shown: ShownSession, resized: () => void): () => void {
  const root = shown.elements.get(ROOT_ID)
  if (!root || typeof ResizeObserver === 'undefined') return () => {}
  const sizes = new ResizeObserver(resized)
  // If ROOT scrolls by itself, its content grows instead.
  const watchParts = (): void => [...root.children].forEach((part) => sizes.observe(part))
  const parts = new MutationObserver(watchParts)
  sizes.observe(root)
  watchParts()
  parts.observe(root, { childList: true })
  return () => {
    sizes.disconnect()
    parts.disconnect()
  }
}

/** The newest child of ROOT: ids are issued in order. */
function lastIn(shown: ShownSession): number | undefined {
  const children = shown.session.node(ROOT_ID)?.children ?? []
  return children.length === 0 ? undefined : children.reduce((newest, id) => Math.max(newest, id))
}

/** A number that changes when something is added to a scope of the page other than ROOT, or changes or leaves there. */
function stampOfOtherScopes({ session: { tree } }: ShownSession): number {
  let stamp = 0
  for (const id of tree.scopes.values()) {
    const node = tree.nodes.get(id)
    if (node && id !== ROOT_ID && node.parent !== POPUPS_ID) stamp += node.version + 1
  }
  return stamp
}

/** ROOT within the page; or, if it has its own height, ROOT itself. */
function boxOf(shown: ShownSession, isFixedHeight: boolean): ScrollingBox {
  const root = (): Element | undefined => shown.elements.get(ROOT_ID)
  // The input panel follows ROOT, and must not cover the end.
  const body = (): Element | undefined => root()?.closest('.webio-body') ?? root()
  if (!isFixedHeight) {
    return {
      position: () => -(body()?.getBoundingClientRect().top ?? 0),
      isAtEnd: () => (body()?.getBoundingClientRect().bottom ?? 0) < innerHeight + NEAR_PX,
      scrollToEnd: () => scrollToElement(body(), 'bottom'),
    }
  }
  return {
    position: () => root()?.scrollTop ?? 0,
    isAtEnd: () => {
      const { scrollHeight = 0, clientHeight = 0, scrollTop = 0 } = root() ?? {}
      return scrollHeight - clientHeight - scrollTop < NEAR_PX
    },
    scrollToEnd: () => {
      const element = root()
      element?.scrollTo({ top: element.scrollHeight, behavior: likesMotion() ? 'smooth' : 'auto' })
    },
  }
}
