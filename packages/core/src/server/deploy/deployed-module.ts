import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Settings } from '../options/options'
import type { WebIOHandler } from '../handler'
import { createHandler } from '../handler'
import { applicationsOf } from '../modules/applications-of'
import { loadModule } from '../modules/load-module'

/** A module that was asked for. Loaded with the first request, and again when its file has changed. */
export class DeployedModule {
  readonly #file: string
  readonly #settings: Settings
  #handler: WebIOHandler | null = null
  #loadedAt = -1
  #loading: Promise<WebIOHandler | null> | null = null

  /** @param settings with the URL path of the module as `path` */
  constructor(file: string, settings: Settings) {
    this.#file = file
    this.#settings = settings
  }

  /** The handler, once the module was loaded. */
  get handler(): WebIOHandler | null {
    return this.#handler
  }

  /**
   * Gets the handler, with the applications as the file has them now. Sessions that live go on with what they began.
   * @param anew loads the file, whether it has changed or not
   * @returns null where the module has no application; rejects with what the module throws
   */
  async load(anew = false): Promise<WebIOHandler | null> {
    const { mtimeMs } = statSync(this.#file)
    if (!anew && this.#loading && mtimeMs === this.#loadedAt) return this.#loading
    const isFirst = this.#loading === null
    this.#loadedAt = mtimeMs
    this.#loading = this.#read(!isFirst)
    return this.#loading
  }

  async #read(anew: boolean): Promise<WebIOHandler | null> {
    const applications = applicationsOf(await loadModule(this.#file, anew), basename(this.#file))
    if (applications === undefined) return null
    if (this.#handler) this.#handler.setApplications(applications)
    else this.#handler = createHandler('path_deploy', applications, this.#settings)
    return this.#handler
  }
}
