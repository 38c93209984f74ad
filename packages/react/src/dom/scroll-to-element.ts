import type { ScrollPosition } from '../session/page-services'
import { likesMotion } from './likes-motion'

const BLOCK = { top: 'start', middle: 'center', bottom: 'end' } as const

/** Scrolls the page so that the element meets the viewport's top, middle or bottom; smoothly where the person likes motion. */
export function scrollToElement(element: Element | undefined, position: ScrollPosition): void {
  element?.scrollIntoView({ block: BLOCK[position], behavior: likesMotion() ? 'smooth' : 'auto' })
}
