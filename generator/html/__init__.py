"""What a page is made of: elements, the escape, the page being written, figures, signs, notices."""
