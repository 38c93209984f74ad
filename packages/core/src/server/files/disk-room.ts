import { statfsSync } from 'node:fs'

/** The minimum free share of a disk, from 0 to 1. Uploads are refused below it. */
const MIN_FREE_SHARE = 0.1
/** How long a measurement of the free space remains valid. */
const LOOK_LASTS_MS = 1000

/** The free space of the disk on which a folder is, measured once a second at most. */
export class DiskRoom {
  readonly #folder: string
  #look: { readonly at: number; readonly isThere: boolean } | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /** False while less than a tenth of the disk is free. */
  get isThere(): boolean {
    const now = performance.now()
    if (!this.#look || now - this.#look.at > LOOK_LASTS_MS)
      this.#look = { at: now, isThere: isFree(this.#folder) }
    return this.#look.isThere
  }
}

function isFree(folder: string): boolean {
  const { blocks, bavail } = statfsSync(folder)
  // Some file systems do not report their size.
  return blocks === 0 || bavail >= blocks * MIN_FREE_SHARE
}
