import type { RefObject } from 'react'
import { useLayoutEffect } from 'react'
import { sharedByCopies } from '../session/shared-by-copies'

interface Lock {
  count: number
  readonly restore: () => void
}

const locks = sharedByCopies('scroll-locks', () => new WeakMap<Document, Lock>())

/** Keeps the document of an element from scrolling behind a dialog. The host page's own style returns when the last dialog is gone. */
export function useScrollLock(element: RefObject<Element | null>): void {
  useLayoutEffect(() => {
    const document = element.current?.ownerDocument
    if (!document) return
    const lock = locks.get(document) ?? { count: 0, restore: lockScrolling(document) }
    locks.set(document, lock)
    lock.count++
    return () => {
      if (--lock.count > 0) return
      locks.delete(document)
      lock.restore()
    }
  }, [element])
}

function lockScrolling({ documentElement: root, defaultView }: Document): () => void {
  const { overflow, paddingInlineEnd } = root.style
  const scrollbar = (defaultView?.innerWidth ?? 0) - root.clientWidth
  root.style.overflow = 'hidden'
  // Content next to the scroll bar must not jump.
  if (scrollbar > 0) root.style.paddingInlineEnd = `${scrollbar}px`
  return () => void Object.assign(root.style, { overflow, paddingInlineEnd })
}
