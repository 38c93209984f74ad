import { tabStorage } from './tab-storage'

/** Has a page load the version that its server speaks, once until it has been let in (rule H1). */
export class ReloadOnce {
  readonly #key: string

  /**
   * @param place of the component; see `takePlace`
   */
  constructor(place: string) {
    this.#key = `${place}|reload`
  }

  /**
   * Takes the one reload that there is.
   * @returns false if it has been taken, or if nobody would remember that it has
   */
  take(): boolean {
    if (this.#isTaken) return false
    tabStorage.write(this.#key, true)
    return this.#isTaken
  }

  /** The server has let the page in. */
  giveBack(): void {
    if (this.#isTaken) tabStorage.remove(this.#key)
  }

  get #isTaken(): boolean {
    return tabStorage.read(this.#key) === true
  }
}
