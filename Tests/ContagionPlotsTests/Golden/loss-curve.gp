set terminal svg size 960,864 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set multiplot layout 2,1 title 'It''s a loss curve: Σ ≥ 0' . "\n" . 'three-protocols, ETH falls; synchronous' noenhanced
set lmargin 11
set xlabel 'fall of ETH (%)' noenhanced
set ylabel 'liquidated (million USD)' noenhanced
set yrange [0:*]
$d0 << EOD
19.0 5.0 1.0 4.2
20.79 5.1 2.0 4.6
22.56 5.2 3.0 5.0
24.310000000000002 5.2 3.0 NaN
26.040000000000003 5.3 3.0 6.0
27.750000000000004 5.3999999999999995 3.0 6.6
36.0 5.3999999999999995 3.0 9.0
EOD
plot $d0 using 1:2 with linespoints pointtype 7 pointsize 0.8 linewidth 2 dashtype 1 linecolor rgb '#0072B2' title 'Alpha', \
  $d0 using 1:3 with linespoints pointtype 9 pointsize 0.8 linewidth 2 dashtype 1 linecolor rgb '#D55E00' title 'Beta_2', \
  $d0 using 1:4 with lines linewidth 2 dashtype 3 linecolor rgb '#000000' title 'depth'
set ylabel 'bad debt (thousand USD)' noenhanced
set yrange [0:*]
$d1 << EOD
19.0 57.972 0.0
20.79 54.783 0.0
22.56 96.675 0.0
24.310000000000002 171.858 1.909
26.040000000000003 301.188 17.636
27.750000000000004 79.727 33.182
36.0 677.16 397.354
EOD
plot $d1 using 1:2 with linespoints pointtype 7 pointsize 0.8 linewidth 2 dashtype 1 linecolor rgb '#0072B2' title 'with feedback', \
  $d1 using 1:3 with lines linewidth 2 dashtype 2 linecolor rgb '#0072B2' title 'without'
unset multiplot
