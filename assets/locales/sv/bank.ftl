reason-several_references = Flera referenser i en betalning
reason-other_format = Kom i annat format än kontots
