/** Edges of the viewport, for `scroll_to`. */
export const Position = { TOP: 'top', MIDDLE: 'middle', BOTTOM: 'bottom' } as const

/** Places in a scope, for `position`. */
export const OutputPosition = { TOP: 0, BOTTOM: -1 } as const
