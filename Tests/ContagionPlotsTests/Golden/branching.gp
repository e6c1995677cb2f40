set terminal svg size 960,864 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set multiplot layout 2,1 title 'Early warning' . "\n" . 'before any shock' noenhanced
set lmargin 11
$d0 << EOD
5.0 0.1 100.0
10.0 0.4 400.0
15.0 1.3 900.0
20.0 0.9 700.0
25.0 0.3 200.0
30.0 0.1 100.0
EOD
$d1 << EOD
5.0 0.0 0.0
10.0 0.1 100.0
15.0 0.2 200.0
20.0 0.5 400.0
25.0 0.6 500.0
30.0 0.2 100.0
EOD
set xlabel 'fall of the price (%)' noenhanced
set ylabel 'branching ratio R(P)' noenhanced
set yrange [0:1.4300000000000002]
set object 1 rectangle from graph 0, first 1 to graph 1, graph 1 behind fillcolor rgb '#FEEDDE' fillstyle solid noborder
set label 1 'above 1 a fall feeds itself' at graph 0.01, first 1 offset 0,0.6 textcolor rgb '#7F2704' front
plot 1 with lines linewidth 1 linecolor rgb '#7F2704' notitle, \
  $d0 using 1:2 with steps linewidth 2 dashtype 1 linecolor rgb '#0072B2' title 'ETH', \
  $d1 using 1:2 with steps linewidth 2 dashtype 2 linecolor rgb '#D55E00' title 'WBTC'
unset object 1
unset label 1
set ylabel 'falls due per percentage point (thousand USD)' noenhanced
set yrange [0:*]
plot $d0 using 1:3 with steps linewidth 2 dashtype 1 linecolor rgb '#0072B2' title 'ETH', \
  $d1 using 1:3 with steps linewidth 2 dashtype 2 linecolor rgb '#D55E00' title 'WBTC'
unset multiplot
