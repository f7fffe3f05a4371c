// `standalone`: what a container gets. EXTERNAL is the line that the README names.
const external = process.env.EXTERNAL ? { serverExternalPackages: ["paylink"] } : {};

export default { output: "standalone", ...external };
