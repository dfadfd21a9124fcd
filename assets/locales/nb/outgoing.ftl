# outgoing
