import * as companions from './companions'
import * as content from './content'
import * as files from './files'
import * as forms from './forms'
import * as inputs from './inputs'
import * as pins from './pins'
import * as interaction from './interaction'
import * as layout from './layout'
import * as page from './page'
import * as scopes from './scopes'
import * as sessions from './sessions'
import * as tables from './tables'
import { tour } from './tour'

// One application for each family. Its examples are the exports of its file.
export const tour_companions = tour('companions', companions)
export const tour_content = tour('content', content)
export const tour_files = tour('files', files)
export const tour_inputs = tour('inputs', inputs)
export const tour_forms = tour('forms', forms)
export const tour_pins = tour('pins', pins)
export const tour_interaction = tour('interaction', interaction)
export const tour_layout = tour('layout', layout)
export const tour_scopes = tour('scopes', scopes)
export const tour_page = tour('page', page)
export const tour_sessions = tour('sessions', sessions)
export const tour_tables = tour('tables', tables)
