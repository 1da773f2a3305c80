// Package corpus holds the articles that briefings are made from.
package corpus
