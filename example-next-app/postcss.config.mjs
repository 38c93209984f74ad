/** Tailwind for the style sheets that import it: those of /shadcn. */
export default { plugins: { '@tailwindcss/postcss': {} } }
