"""Response in myositis: core set measures, total improvement score, IMACS definition, calculator and command."""
