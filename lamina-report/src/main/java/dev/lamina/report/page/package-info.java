/// What every page is made of: the document around it, its markup, and plots as SVG that needs no script.
package dev.lamina.report.page;
