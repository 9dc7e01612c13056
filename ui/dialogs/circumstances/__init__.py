"""How somebody is reached, who advises them, moves and absences, the Fast Track, complaints."""
