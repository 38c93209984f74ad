import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Settings } from '../options/options'
import type { WebIOHandler } from '../handler'
import { createHandler } from '../handler'
import { applicationsOf } from '../modules/applications-of'
import { loadModule } from '../modules/load-module'

/** A requested module. It is loaded at the first authorized request, and again after its file changes. */
export class DeployedModule {
  /** Handles requests. It has no applications before the module is loaded. */
  readonly handler: WebIOHandler
  readonly #file: string
  readonly #isDebug: boolean
  #loadedAt = -1
  #loading: Promise<void> | null = null

  /**
   * @param settings the settings, with the URL path of the module as `path`
   */
  constructor(file: string, settings: Settings) {
    this.#file = file
    this.#isDebug = settings.debug
    this.handler = createHandler('path_deploy', null, settings, (anew) => this.load(anew))
  }

  /**
   * Gives the handler the file's current applications, possibly none. Open sessions continue with the code that they started with. Rejects with
   * whatever the module throws.
   * @param anew reloads the file even if it has not changed
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
    if (applications !== undefined)
      this.handler.setApplications(applications, { restart_on_reload: this.#isDebug })
  }
}
