import * as content from './content'
import * as files from './files'
import { tour } from './tour'

// One application for each family: its examples are what its file exports.
export const tour_content = tour(content)
export const tour_files = tour(files)
