set terminal svg size 960,595 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set tmargin 3
set label 1000 'Insurance designs' . "\n" . 'ES at 95 %' at screen 0.5, screen 1 center offset 0,-1 noenhanced
set xlabel 'capital bound (million USD)' noenhanced
set ylabel 'risk left (million USD)' noenhanced
set yrange [0:*]
set offsets 0, graph 0.18, graph 0.1, 0
set xrange [0:*]
$d0 << EOD
0.0 110.0
110.0 50.0
190.0 12.0
EOD
$d1 << EOD
0.0 110.0 0.0
120.0 54.0 3.0
110.0 50.0 3.0
190.0 12.0 1.0
EOD
set label 1 'none' noenhanced at 0.0,110.0 left offset 0.9,0.8
set label 2 'silo' noenhanced at 120.0,54.0 left offset 0.9,0.8
set label 3 'mutual' noenhanced at 110.0,50.0 right offset -0.9,-0.8
set label 4 'cover-2' noenhanced at 190.0,12.0 right offset -0.9,-0.8
plot $d0 using 1:2 with lines linewidth 2 linecolor rgb '#0072B2' title 'nothing beats these', \
  $d1 using 1:2:3 with yerrorbars pointtype 7 pointsize 1.2 linecolor rgb '#D55E00' title 'designs, ± 1 standard error'
