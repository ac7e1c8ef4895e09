/// Small programs to start from. Each has a `main` and needs nothing but `lamina-auto`.
package dev.lamina.examples;
