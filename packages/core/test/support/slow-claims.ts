import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { JournalClaim } from '../../src/engine/durable/journal-store'

/** A store that can hold back the claims of sessions. */
export class SlowClaims extends MemoryJournalStore {
  #held: Promise<void> | null = null
  #asked = (): void => {}

  /**
   * Holds back claims from now on.
   * @returns `asked` resolves with the first one; `release` lets them go
   */
  hold(): { readonly asked: Promise<void>; readonly release: () => void } {
    let release = (): void => {}
    this.#held = new Promise((resolve) => (release = resolve))
    return { asked: new Promise((resolve) => (this.#asked = resolve)), release }
  }

  override async claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    this.#asked()
    await this.#held
    return super.claim(id, owner, leaseMs)
  }
}
