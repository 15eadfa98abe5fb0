def write(folder, asked):
    pass
