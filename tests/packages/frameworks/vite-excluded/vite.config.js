export default { optimizeDeps: { exclude: ["paylink"] } };
