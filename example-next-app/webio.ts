// Each function that is exported here is an application.
export { chat } from './tasks/chat'
export { feedback } from './tasks/feedback'
export { hello } from './tasks/hello'
export { interview } from './tasks/interview'
export { live } from './tasks/live'
export { poll } from './tasks/poll'
export { table } from './tasks/table'
export {
  tour_companions,
  tour_content,
  tour_files,
  tour_forms,
  tour_inputs,
  tour_interaction,
  tour_layout,
  tour_page,
  tour_pins,
  tour_scopes,
  tour_sessions,
  tour_tables,
} from './tasks/tour'
export { wizard } from './tasks/wizard'
