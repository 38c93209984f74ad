/** False where the person has asked for less motion. */
export function likesMotion(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}
