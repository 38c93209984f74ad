import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Settings } from '../options/options'
import type { WebIOHandler } from '../handler'
import { createHandler } from '../handler'
import { applicationsOf } from '../modules/applications-of'
import { loadModule } from '../modules/load-module'

/** A module that was asked for. Loaded when somebody who may use it asks, and again when its file has changed. */
export class DeployedModule {
  /** Answers requests. Has no applications before the module is loaded. */
  readonly handler: WebIOHandler
  readonly #file: string
  #loadedAt = -1
  #loading: Promise<void> | null = null

  /** @param settings with the URL path of the module as `path` */
  constructor(file: string, settings: Settings) {
    this.#file = file
    this.handler = createHandler('path_deploy', null, settings, (anew) => this.load(anew))
  }

  /**
   * Gives the handler the applications as the file has them now; none if it has none. Sessions that live go on with what they began.
   * Rejects with what the module throws.
   * @param anew loads the file, whether it has changed or not
   */
  async load(anew = false): Promise<void> {
    const { mtimeMs } = await stat(this.#file)
    if (!anew && this.#loading && mtimeMs === this.#loadedAt) return this.#loading
    const isFirst = this.#loading === null
    this.#loadedAt = mtimeMs
    this.#loading = this.#read(!isFirst)
    return this.#loading
  }

  async #read(anew: boolean): Promise<void> {
    const applications = applicationsOf(await loadModule(this.#file, anew), basename(this.#file))
    if (applications !== undefined) this.handler.setApplications(applications)
  }
}
