/** False if the person has asked for reduced motion. */
export function likesMotion(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}
