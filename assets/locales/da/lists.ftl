## lists
