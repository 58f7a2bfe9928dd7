"""Gates (关口): what the law wants to stand before a step, each as a pure function with its remedy."""
