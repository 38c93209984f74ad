import type { ScrollPosition } from '../session/page-services'
import { likesMotion } from './likes-motion'

const BLOCK = { top: 'start', middle: 'center', bottom: 'end' } as const

/** Scrolls the element to the top, middle or bottom of the view; smoothly unless the person prefers reduced motion. */
export function scrollToElement(element: Element | undefined, position: ScrollPosition): void {
  element?.scrollIntoView({ block: BLOCK[position], behavior: likesMotion() ? 'smooth' : 'auto' })
}
